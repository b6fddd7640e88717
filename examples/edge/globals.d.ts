// The little that these examples use of what Deno and @types/bun declare.
declare const Deno: {
  env: { toObject(): Record<string, string> };
  serve(
    options: { hostname?: string; port?: number },
    handler: (request: Request) => Response | Promise<Response>,
  ): unknown;
};

declare const Bun: {
  serve(options: {
    hostname?: string;
    port?: number;
    routes?: Record<string, (request: Request) => Response | Promise<Response>>;
    fetch(request: Request): Response | Promise<Response>;
  }): { readonly url: URL };
};
