import type { CallSettings, ModelId, OptionsOf, RerankDocument, RerankProvider, RerankRequest } from '@openrerank/core';
import type { ToText } from './to-text.ts';

/**
 * The type of `model`: a literal of a registered prefix, or a string unknown to the types. The literals come first, so
 * that editors complete them.
 */
export type ModelChoice<Providers extends readonly RerankProvider[]> =
  | ModelId<Providers>
  | (string & Record<never, never>);

/** The model itself, or, for a literal of an unknown prefix, the expected type, for the compiler's message. */
export type CheckedModel<Providers extends readonly RerankProvider[], Model> = string extends Model
  ? Model
  : Model extends ModelId<Providers>
    ? Model
    : ModelId<Providers>;

/** The model of a call, and the options of its provider. */
export interface NamedModel<Model, Options> {
  /**
   * `provider/model` or `provider/endpoint/model`, such as `nvidia_nim/ranking/nvidia/llama-nemotron-rerank-vl-1b-v2`. A
   * literal has the prefix of a registered provider; any other `string` is checked by the call.
   */
  readonly model: Model;
  /** Provider options, checked by the provider's schema before anything is sent. */
  readonly options?: Options | undefined;
}

/** The same for a call without `model`, which uses the reranker's default. */
export interface DefaultModel<Options> extends Partial<NamedModel<undefined, Options>> {}

/** A document with a text or an image. */
type SelfContained = string | { readonly text: string } | { readonly image: string };

interface OptionalText<Document> {
  /** The text of a document that keeps it elsewhere than in `text`. The document itself comes back in the result. */
  readonly toText?: ToText<Document> | undefined;
}

interface RequiredText<Document> {
  /** The text of a document. Required, since these documents have no `text` and no `image`. */
  readonly toText: ToText<Document>;
}

/**
 * Query, documents, model and settings of a call in one flat object. `WithoutModel` is a `DefaultModel`, or never if each
 * call has to name its model.
 */
export type RerankParameters<
  Providers extends readonly RerankProvider[],
  Model extends ModelChoice<Providers>,
  Document extends RerankDocument,
  WithoutModel = never,
> = RerankRequest<Document> &
  CallSettings &
  (NamedModel<CheckedModel<Providers, Model>, OptionsOf<Providers, Model>> | WithoutModel) &
  ([Document] extends [SelfContained] ? OptionalText<Document> : RequiredText<Document>);
