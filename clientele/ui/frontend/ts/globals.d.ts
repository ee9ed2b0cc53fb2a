declare module "htmx.org" {
  interface AjaxOptions {
    target?: string | Element;
    swap?: string;
    headers?: Record<string, string>;
    source?: Element;
    event?: Event;
  }
  interface SwapContext {
    text: string;
    target: string | Element;
    swap: string;
    sourceElement: Element;
  }
  const htmx: {
    ajax(verb: string, path: string, options: AjaxOptions): Promise<void>;
    swap(context: SwapContext): Promise<void>;
  };
  export default htmx;
}
