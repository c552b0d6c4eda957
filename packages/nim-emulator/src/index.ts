export type { Clock } from './clock.ts';
export { type NimEmulator, startNimEmulator } from './emulator.ts';
export type { Fault, FaultTarget, WrongAnswer } from './fault.ts';
export type { Counters, LoggedRequest, ReceivedRequest } from './journal.ts';
export { type HostedModel, knownModels, type ModelChoice, type NimModel } from './models.ts';
export type { NimEmulatorOptions } from './options.ts';
export { type ModelException, type ProfileName, type ProfileSettings, profileNames } from './profiles.ts';
