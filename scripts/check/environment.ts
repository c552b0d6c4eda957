/** Whether a variable is a key or a base URL of the developer's own, or a setting of ours: no test and no example may see it. */
export const isOwnSetting = (name: string): boolean => /^(NVIDIA|NIM|OPENRERANK|COHERE|CO_API|OPENAI)_/.test(name);

/** The environment without them. */
export const withoutOwnSettings = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !isOwnSetting(name)));
