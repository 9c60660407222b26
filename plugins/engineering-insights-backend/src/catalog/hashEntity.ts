import { createHash } from 'node:crypto';
import type { JsonValue } from '@backstage/types';
import { canonicalText } from '../database/operations/facts/canonicalText';
import type { CatalogEntity } from './CatalogEntity';

// Raised when binding understands entities differently, so that all are bound anew.
const BINDING_VERSION = 1;

/** SHA-256 of all that binding reads of an entity; equal while there is nothing to do. */
export function hashEntity(entity: CatalogEntity): string {
  const text = canonicalText(entity as unknown as JsonValue);
  return createHash('sha256')
    .update(`${BINDING_VERSION}\n${text}`)
    .digest('hex');
}
