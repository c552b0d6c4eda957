export type { DashScopeOptions } from './options.ts';
export { dashscope } from './provider.ts';
