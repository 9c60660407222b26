import type { CommonTable } from '@sei-platform/plugin-engineering-insights-node';
import { globRegexSql } from './globRegexSql';

/** The scopes of each entity, and the patterns of the paths that it reads of each. */
export const BOUND: CommonTable = {
  name: 'bound',
  sql: `
      select scope.entity_id,
             scope.derivation_id,
             scope.calendar_id,
             scope.from_at,
             scope.to_at,
             entity_scope.scope_id,
             bool_or(coalesce(cardinality(entity_scope.paths), 0) = 0)
               as has_all_paths,
             array_agg(${globRegexSql('path.glob')})
               filter (where path.glob is not null) as path_patterns
        from scope
        join entity_scopes as entity_scope
          on entity_scope.entity_id = scope.entity_id
        left join lateral unnest(entity_scope.paths) as path (glob) on true
       group by scope.entity_id, scope.derivation_id, scope.calendar_id,
                scope.from_at, scope.to_at, entity_scope.scope_id`,
};

/**
 * The SQL condition that something touches the paths that its entity reads of
 * the scope; with unknown files it counts for every entity of its scope.
 */
export function touchesPathsSql(filesColumn: string): string {
  return `(bound.has_all_paths
              or jsonb_typeof(${filesColumn}) is distinct from 'array'
              or exists (
                select
                  from jsonb_array_elements(
                    case jsonb_typeof(${filesColumn})
                      when 'array' then ${filesColumn}
                    end) as file
                 where file ->> 'path' ~ any (bound.path_patterns)))`;
}
