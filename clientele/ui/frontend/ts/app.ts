// The script of every page. Each file stands alone: it listens on the document or defines one
// custom element, so that parts swapped in later work without being told.
import "./early"; // first: it sees what was typed before anything could hear it
import "./requests";
import "./copy";
import "./dialogs";
import "./draft-text";
import "./keys";
import "./menus";
import "./lists";
import "./offline";
import "./filters";
import "./guesses";
import "./palette";
import "./passkeys";
import "./picker";
import "./rows";
import "./scrollers";
import "./session";
import "./shortcuts";
import "./theme";
import "./ticks";
import "./timer";
import "./times";
import "./toasts";
import "./totals";
import "./typing";
import "./week-grid";
import "./busy"; // last: a form that another file sends is not its business
