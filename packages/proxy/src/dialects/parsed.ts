import type * as z from 'zod';
import { refuseDestination } from './destination.ts';
import type { DecodeContext, DecodedRequest, Dialect, RequestTarget } from './dialect.ts';
import { readByParsing } from './fields.ts';
import { readOptions } from './options.ts';
import { ownFields } from './own-fields.ts';
import type { ProblemForm } from './problem-forms.ts';

/** A dialect that has its documents in a form of its own, so that a body is parsed as a whole. */
export interface ParsedForm<Shape extends z.ZodRawShape> extends Pick<Dialect, 'encode' | 'spell' | 'headers'> {
  readonly requestSchema: () => z.ZodObject<Shape>;
  readonly problem: ProblemForm;
  readModel(values: z.infer<z.ZodObject<Shape>>, target: RequestTarget | undefined, context: DecodeContext): string;
  /** What is left to read. Its options stand behind those beside the API's own fields. */
  read(values: z.infer<z.ZodObject<Shape>>, model: string, context: DecodeContext): ParsedRequest;
}

export interface ParsedRequest extends Omit<DecodedRequest, 'model' | 'options' | 'warnings'> {
  readonly options?: DecodedRequest['options'];
}

export function createParsedDialect<Shape extends z.ZodRawShape>(form: ParsedForm<Shape>): Dialect {
  const fieldsOfForm = ownFields(form.requestSchema);
  return {
    headers: form.headers,
    encode: form.encode,
    encodeProblem: form.problem.encode,
    ...(form.spell && { spell: form.spell }),
    decode(body, context, target) {
      const { fields } = readByParsing(body);
      const { own, read } = fieldsOfForm();
      refuseDestination(fields, own);
      const values = read(fields);
      const model = form.readModel(values, target, context);
      const optionNames = context.optionNames(model);
      const beside = readOptions(fields, { own, ignored: [] }, optionNames, context.dropUnknown);
      const { options, ...request } = form.read(values, model, context);
      return { model, ...request, options: { ...options, ...beside.options }, warnings: beside.warnings };
    },
  };
}
