/** What configs/*.yaml refer to: an upstream for each number of passages. */
export function upstreamVariables(upstreamUrl: string): Readonly<Record<string, string>> {
  return Object.fromEntries([3, 100, 300, 500, 1000].map((n) => [`BENCH_NIM_${n}`, `${upstreamUrl}/nim-${n}`]));
}

/** The key in configs/*.yaml. */
export const masterKey = 'sk-bench-0123456789abcdef';
