declare module "htmx.org" {
  interface AjaxOptions {
    target?: string | Element;
    swap?: string;
    headers?: Record<string, string>;
    source?: Element | string;
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
    registerExtension(name: string, hooks: Record<string, (element: Element) => unknown>): void;
  };
  export default htmx;
}
