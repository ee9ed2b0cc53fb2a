// <passkey-form>: asks the device for a passkey, puts its answer into the form and sends it.
// The form says what for: data-passkey="create", "prove" (options in the page) or "sign-in" (options asked for).
import { one } from "./dom";

type Json = Record<string, any>;

const toBytes = (text: string) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0)).buffer;

const toText = (bytes: ArrayBuffer | null) =>
  bytes &&
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

const withBytes = (list: Json[] | undefined) =>
  list?.map((item) => ({ ...item, id: toBytes(item.id) })) as PublicKeyCredentialDescriptor[];

function creation({ publicKey: key }: Json, alone: boolean): CredentialCreationOptions {
  const wanted = alone
    ? { residentKey: "required", requireResidentKey: true, userVerification: "required" }
    : { residentKey: "discouraged", requireResidentKey: false };
  return {
    publicKey: {
      ...key,
      challenge: toBytes(key.challenge),
      user: { ...key.user, id: toBytes(key.user.id) },
      excludeCredentials: withBytes(key.excludeCredentials),
      authenticatorSelection: { ...key.authenticatorSelection, ...wanted },
    } as PublicKeyCredentialCreationOptions,
  };
}

function request({ publicKey: key }: Json): CredentialRequestOptions {
  return {
    publicKey: {
      ...key,
      challenge: toBytes(key.challenge),
      allowCredentials: withBytes(key.allowCredentials),
    } as PublicKeyCredentialRequestOptions,
  };
}

function answer(credential: PublicKeyCredential): Json {
  const given = credential.response as AuthenticatorAttestationResponse &
    AuthenticatorAssertionResponse;
  const response: Json = { clientDataJSON: toText(given.clientDataJSON) };
  if ("attestationObject" in given) {
    response.attestationObject = toText(given.attestationObject);
    response.transports = given.getTransports?.() ?? [];
  } else {
    const assertion = credential.response as AuthenticatorAssertionResponse;
    response.authenticatorData = toText(assertion.authenticatorData);
    response.signature = toText(assertion.signature);
    response.userHandle = toText(assertion.userHandle);
  }
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

async function optionsOf(form: HTMLFormElement): Promise<Json> {
  const inPage = one("[data-passkey-options]", form);
  if (inPage) return JSON.parse(inPage.textContent!);
  const reply = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!reply.ok) throw new Error(String(reply.status));
  return (await reply.json()).request_options;
}

async function ask(form: HTMLFormElement) {
  const options = await optionsOf(form);
  const alone = one<HTMLInputElement>("[name=passwordless]", form)?.checked ?? false;
  const credential =
    form.dataset.passkey === "create"
      ? await navigator.credentials.create(creation(options, alone))
      : await navigator.credentials.get(request(options));
  return answer(credential as PublicKeyCredential);
}

const saying = (error: unknown) =>
  error instanceof DOMException && error.name === "InvalidStateError"
    ? "This device has a passkey for your account already."
    : "No passkey was used. Try again, or go on without one.";

class PasskeyForm extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", async (event) => {
      event.preventDefault();
      const form = event.target as HTMLFormElement;
      const error = one("[data-passkey-error]", form)!;
      error.hidden = true;
      try {
        const credential = await ask(form);
        one<HTMLInputElement>("[name=credential]", form)!.value = JSON.stringify(credential);
        form.submit();
      } catch (reason) {
        error.textContent = saying(reason);
        error.hidden = false;
      }
    });
  }
}
customElements.define("passkey-form", PasskeyForm);
