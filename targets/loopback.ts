/**
 * Whether an address leads to this machine. The one of an adapter (`adapter:NAME`) leads into a program on it; whom that
 * asks is its owner's business.
 */
export function isLoopback(endpoint: string): boolean {
  if (endpoint.startsWith('adapter:')) return true;
  // A region that is left open makes no valid host, and none of this machine.
  const host = URL.canParse(endpoint) ? new URL(endpoint).hostname : '';
  return (
    host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d+){3}$/.test(host)
  );
}
