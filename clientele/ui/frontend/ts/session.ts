// When the session has ended, say so over the page instead of losing it.
import { one } from "./dom";

const dialog = () => one<HTMLDialogElement>("#signed-out");
const link = () => one<HTMLAnchorElement>("#signed-out [data-login]");

/** Whether an answer means that the person is no longer signed in. */
export function hasEnded(response: Response): boolean {
  if (response.status === 401) return true;
  const login = link();
  return (
    response.redirected &&
    login !== null &&
    new URL(response.url).pathname === new URL(login.href).pathname
  );
}

export function showSignedOut() {
  const login = link();
  if (login) {
    const url = new URL(login.href);
    url.searchParams.set("next", location.pathname + location.search);
    login.href = url.href;
  }
  if (!dialog()?.open) dialog()?.showModal();
}
