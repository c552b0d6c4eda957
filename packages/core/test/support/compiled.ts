import { compile } from '../../src/execute/compile.ts';
import { prepareCall } from '../../src/execute/prepare.ts';
import type { CallSettings, EncodedRequest, Environment, RerankProvider, RerankRequest } from '../../src/index.ts';
import { routeModel } from '../../src/model-string.ts';
import { resolveDefaults, resolveSettings } from '../../src/settings.ts';

/** The model `m` of a provider, as a registry compiles it. */
export const compiledOf = (provider: RerankProvider, env: Environment = {}) =>
  compile(routeModel(`${provider.id}/m`, new Map([[provider.id, provider]])), () => env);

/** The requests of a call as they go to the transport, but for the credential. */
export async function encodedRequestsOf(
  model: ReturnType<typeof compiledOf>,
  request: RerankRequest,
  settings: CallSettings = {},
): Promise<readonly EncodedRequest[]> {
  const { parts, checked } = await prepareCall(model, request, resolveSettings(settings, resolveDefaults()));
  return parts.map((part) => {
    part.build(model.served, checked.textOnly);
    part.encode(settings.headers);
    return part.encoded as EncodedRequest;
  });
}
