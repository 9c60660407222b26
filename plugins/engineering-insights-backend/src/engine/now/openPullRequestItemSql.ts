/** From: the rows of `open_pull_request` as `open`, each with its pull request as `pull_request`. */
export const OPEN_PULL_REQUEST_SQL = `
         from open_pull_request as open
         join pull_requests as pull_request
           on pull_request.scope_id
              = split_part(open.observation_key, ':', 1)::int
          and pull_request.external_id
              = substr(open.observation_key,
                  strpos(open.observation_key, ':') + 1)`;

/** What is told of each, but since when. */
export const PULL_REQUEST_ITEM_SQL = `
              open.entity_id,
              open.observation_key as item_key,
              concat_ws(' ', pull_request.title,
                '(#' || pull_request.number || ')') as title,
              pull_request.url,
              null::text as severity`;
