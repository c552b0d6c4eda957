/** A body as JSON, or undefined where it is none: upstreams, and whatever stands in front of them, fail with HTML too. */
export function readJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
