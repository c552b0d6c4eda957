// biome-ignore lint/style/noDefaultExport: Next.js finds the settings there.
export default {
  // Next.js itself is linked from the workspace, which is outside of the folder that the gate makes.
  turbopack: { root: '/' },
  outputFileTracingRoot: '/',
};
