/**
 * A model by its full name. Fireworks' own models may be named by their last part, as in LiteLLM: `qwen3-reranker-8b` is
 * `fireworks/qwen3-reranker-8b`. A name with a slash is an account's (`accounts/…`) or has its prefix already; one with
 * `#` names a deployment.
 */
export const fullModelName = (model: string) => (/[/#]/.test(model) ? model : `fireworks/${model}`);
