import * as z from 'zod';
import type { Clock } from './clock.ts';
import { defined } from './defined.ts';
import { describeIssues } from './issues.ts';
import { type ModelChoice, toModel } from './models.ts';
import type { Surfaces } from './profiles.ts';
import { type Profile, type ProfileName, type ProfileSettings, profileNames, profiles } from './profiles.ts';
import type { Face } from './routes.ts';
import { settingsSchema } from './settings-schema.ts';

/** How the emulator is to behave. Throws a `TypeError` for what it does not know. */
export interface NimEmulatorOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number | undefined;
  /** Default `127.0.0.1`. */
  readonly host?: string | undefined;
  /** Default `all`. */
  readonly profile?: ProfileName | undefined;
  /** The keys that the hosted side takes. Any key when absent. */
  readonly apiKeys?: readonly string[] | undefined;
  /** Instead of the profile's own models. */
  readonly models?: readonly ModelChoice[] | undefined;
  /** Settings that differ from the profile's. */
  readonly overrides?: Partial<ProfileSettings> | undefined;
  /** How long a container is not ready after the start, in milliseconds. Default 0. */
  readonly warmupMs?: number | undefined;
  /** How many requests `requests` holds; older ones are forgotten. Default 100. */
  readonly keepRequests?: number | undefined;
  /** Whether control calls over HTTP are answered. Default true. */
  readonly control?: boolean | undefined;
  /** What delays, dates and readiness go by. Default the system's. */
  readonly clock?: Clock | undefined;
}

const optionsSchema = z
  .strictObject({
    port: z.int().min(0).max(65535),
    host: z.string().min(1),
    profile: z.enum(profileNames),
    apiKeys: z.array(z.string().min(1)).min(1),
    models: z
      .array(
        z.union([
          z.string().min(1),
          z.strictObject({
            id: z.string().min(1),
            aliases: z.array(z.string().min(1)).optional(),
            images: z.boolean().optional(),
            maxTokens: z.int().min(1).optional(),
            hosted: z
              .strictObject({
                path: z.string().startsWith('/'),
                endOfLife: z.iso.datetime({ offset: true }).optional(),
                pulled: z.boolean().optional(),
              })
              .optional(),
          }),
        ]),
      )
      .min(1),
    overrides: settingsSchema,
    warmupMs: z.number().min(0),
    keepRequests: z.int().min(0),
    control: z.boolean(),
    clock: z.custom<Clock>(
      (value) => typeof value === 'object' && value !== null && 'now' in value && 'schedule' in value,
      {
        error: 'expected an object with `now` and `schedule`',
      },
    ),
  })
  .partial();

/** Throws a `TypeError` that names every option that is wrong. */
export function checkOptions(options: NimEmulatorOptions): void {
  const result = optionsSchema.safeParse(options);
  if (!result.success) throw new TypeError(`Bad emulator option: ${describeIssues(result.error)}`);
}

export function toFaces({ profile = 'all', models, overrides }: NimEmulatorOptions): Surfaces<Face> {
  const toFace = (side: Profile | undefined): Face | undefined =>
    side && {
      settings: { ...side.settings, ...defined(overrides ?? {}) },
      models: (models ?? side.models).map(toModel),
    };
  const { container, hosted } = profiles[profile];
  return { container: toFace(container), hosted: toFace(hosted) };
}
