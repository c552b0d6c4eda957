import type * as z from 'zod';
import { invalid } from './faults.ts';

/** Reads a request's own fields by their schema. */
export interface OwnFields<Values> {
  /** Their names, in order. */
  readonly own: ReadonlySet<string>;
  /** Throws `invalid_request` that names all that is wrong with them. */
  read(fields: ReadonlyMap<string, unknown>): Values;
}

/** The schema is made for the first request: a proxy has many dialects, and most hear one or two of them. */
export function ownFields<Shape extends z.ZodRawShape>(
  makeSchema: () => z.ZodObject<Shape>,
): () => OwnFields<z.infer<z.ZodObject<Shape>>> {
  let made: OwnFields<z.infer<z.ZodObject<Shape>>> | undefined;
  return () => {
    made ??= ownFieldsOf(makeSchema());
    return made;
  };
}

function ownFieldsOf<Shape extends z.ZodRawShape>(schema: z.ZodObject<Shape>): OwnFields<z.infer<z.ZodObject<Shape>>> {
  const own: ReadonlySet<string> = new Set(Object.keys(schema.shape));
  return {
    own,
    read(fields) {
      const values: Record<string, unknown> = {};
      for (const name of own) values[name] = fields.get(name);
      const { data, error } = schema.safeParse(values);
      if (error === undefined) return data as z.infer<z.ZodObject<Shape>>;
      throw invalid(error.issues.map(({ path, message }) => ({ path: path.join('.'), problem: message })));
    },
  };
}
