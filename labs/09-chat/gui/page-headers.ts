/** What every answer to the browser says about itself. */

/**
 * The headers of every answer. Nothing but our own script and style is run, and nothing but our own
 * WebSocket is connected to: if text of a peer ever became markup, there would still be no script in it.
 *
 * @param host `127.0.0.1:41234`, as in the address bar
 */
export function pageHeaders(host: string): Record<string, string> {
  return {
    "Content-Security-Policy": contentSecurityPolicy(host),
    // What is said in a room is no thing for a disk cache.
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    // The address of the page is half of the secret: no link tells it.
    "Referrer-Policy": "no-referrer",
    // No other page may hold, frame or embed this one.
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
  };
}

/** See https://www.w3.org/TR/CSP3/. `'self'` is not a WebSocket everywhere, so that its address is spelled out. */
function contentSecurityPolicy(host: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    `connect-src ws://${host}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    // A text that is put where markup is expected, as by innerHTML, is an error.
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
}
