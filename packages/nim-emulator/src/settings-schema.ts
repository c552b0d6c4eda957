import * as z from 'zod';

const status = z.int().min(400).max(599);
const exceptions = {
  unknownFields: z.enum(['ignore', 'reject']),
  truncate: z.enum(['NONE', 'END']),
  maxPassages: z.int().min(1),
};

/** Some of the settings of a profile, checked. */
export const settingsSchema = z
  .strictObject({
    ...exceptions,
    runtime: z.enum(['fastapi', 'rust']),
    emptyTextBesideImage: z.enum(['accept', 'reject']),
    perModel: z.record(z.string(), z.strictObject(exceptions).partial()),
    usage: z.enum(['reported', 'absent']),
    overLengthStatus: status,
    reportedLength: z.enum(['exact', 'power_of_two']),
    invalidStatus: status,
    emptyPassagesStatus: status,
    tooManyPassagesStatus: status,
    wrongModelStatus: status,
    errorBody: z.enum(['nim', 'nested', 'string']),
    maxBodyBytes: z.int().min(1),
    maxQueue: z.int().min(1),
    metadata: z.unknown(),
    key: z.enum(['required', 'optional']),
    endOfLife: z.enum(['enforced', 'ignored']),
    hostedRanking: z.enum(['served', 'absent']),
  })
  .partial();
