import { cdeventsStream } from './cdevents/cdeventsStream';
import { factsStream } from './facts/factsStream';
import type { IntakeForm } from './Intake';
import type { IntakeStream } from './IntakeStream';
import { sarifStream } from './sarif/sarifStream';

/** Each form that the intake understands. */
export const INTAKE_STREAMS: Readonly<Record<IntakeForm, IntakeStream>> = {
  events: factsStream,
  sarif: sarifStream,
  cdevents: cdeventsStream,
};
