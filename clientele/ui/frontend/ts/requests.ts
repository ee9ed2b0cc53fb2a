// htmx: the token it sends, what the page shows while it waits, and what it says when it fails.
import htmx from "htmx.org";
import { csrfToken, one } from "./dom";
import { hasEnded, showSignedOut } from "./session";
import { toast } from "./toasts";

const PATIENCE = 300;
const WORDS: Record<number, string> = {
  403: "You may not do that.",
  404: "This is no longer here. Reload the page.",
  413: "That is too large to send.",
  429: "That was too often. Wait a minute and try again.",
};

interface Context {
  target: Element | string;
  sourceElement: Element;
  request: { headers: Record<string, string>; body: FormData; signal: AbortSignal };
  response?: { status: number; raw: Response };
}

const waiting = new WeakMap<Context, () => void>();

function listen(type: string, handle: (context: Context, event: CustomEvent) => void) {
  document.addEventListener(type, (event) => {
    const { ctx } = (event as CustomEvent).detail;
    if (ctx) handle(ctx, event as CustomEvent);
  });
}

listen("htmx:config:request", ({ request, sourceElement }) => {
  request.headers["X-CSRFToken"] = csrfToken();
  if (sourceElement.matches(".toolbar")) dropEmpty(request.body);
});

/** Filters that say nothing stay out of the address. */
function dropEmpty(body: FormData) {
  for (const [name, value] of [...body]) if (value === "") body.delete(name);
}

// The old content stays where it is; after 300 ms it dims and a bar says that work is under way.
listen("htmx:before:request", (context) => {
  const target =
    typeof context.target === "string" ? one(context.target) : (context.target as HTMLElement);
  const bar = context.sourceElement.closest(".toolbar") ?? one(".toolbar");
  const timer = setTimeout(() => {
    bar?.classList.add("is-loading");
    if (target !== document.body) target?.classList.add("is-stale");
  }, PATIENCE);
  waiting.set(context, () => {
    clearTimeout(timer);
    bar?.classList.remove("is-loading");
    target?.classList.remove("is-stale");
  });
});
listen("htmx:finally:request", (context) => waiting.get(context)?.());

listen("htmx:before:response", ({ response }, event) => {
  if (!response || !hasEnded(response.raw)) return;
  event.preventDefault();
  showSignedOut();
});

listen("htmx:response:error", ({ response }) => {
  const status = response?.status ?? 500;
  if (status in WORDS) toast(WORDS[status]!, { error: true });
  else if (status >= 500)
    toast("The server could not do this. Nothing was changed.", { error: true });
});

listen("htmx:error", ({ request }) => {
  if (!request.signal.aborted)
    toast("No answer from the server. Check your connection and try again.", { error: true });
});

document.addEventListener("toast", (event) => {
  const { message, value, error } = (event as CustomEvent).detail;
  toast(message ?? value, { error: Boolean(error) });
});

export default htmx;
