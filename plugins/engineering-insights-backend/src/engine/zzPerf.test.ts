import { testDatabase } from '../database/testDatabase';
import { builtInMetrics, doraMetrics } from '../metrics';
import { evaluate } from './evaluate';
import { explain } from './explain';
import { phaseBuckets } from './phaseBuckets';
import { recalculate } from './recalculate';
import { changeLeadTime } from '../metrics/dora';
jest.setTimeout(600_000);
const databases = testDatabase();
it('perf', async () => {
  const knex = await databases.create();
  const log: string[] = [];
  await knex.raw(`
   insert into policy_versions(name,policy_hash,policy) values ('default','x','{}');
   insert into entities(ref,kind,title,annotations_hash) select 'component:default/c'||i,'component','c'||i,'' from generate_series(1,150) i;
   insert into entities(ref,kind,title,annotations_hash) select 'system:default/s'||i,'system','s'||i,'' from generate_series(1,50) i;
   insert into ownerships(entity_id,parent_id,relation,from_at,to_at) select i, 151+i%50,'system','-infinity','infinity' from generate_series(1,150) i;
   insert into scopes(source,origin,external_id,title) select 'github','x','r'||i,'r'||i from generate_series(1,150) i;
   insert into entity_scopes(entity_id,scope_id,bound_by) select i,i,'catalog' from generate_series(1,150) i;
   insert into streams(scope_id,name,is_history_done,covered_from,last_success_at) select i,n,true,'2024-01-01','2026-04-01' from generate_series(1,150) i, unnest(array['a','b','c']) n;
   insert into derivations(entity_id,policy_version_id) select i,1 from generate_series(1,150) i;
   update entities set derivation_id=id where id<=150;
   insert into rollouts(derivation_id,rollout_key,sha,started_at,finished_at,last_finished_at,environment_count,is_rollback,change_count)
     select i, i||':deployment:d'||j,'sha'||j, t,t,t,1,random()<0.03,5 from generate_series(1,150) i, generate_series(1,200) j, lateral (select timestamptz '2026-04-01' - (j*3.65+random())*interval '1 day' t) x;
   insert into deployments(derivation_id,scope_id,fact_kind,external_id,environment,is_production,sha,revision_status,finished_at,outcome,is_rollback,is_unplanned,rollout_id)
     select derivation_id,derivation_id,'deployment',split_part(rollout_key,':',3),'production',true,sha,'resolved',finished_at,'success',false,false,id from rollouts;
   insert into deployment_commits(derivation_id,scope_id,sha,rollout_id,is_original,started_at,finished_at,actor,excluded_reason)
     select derivation_id,derivation_id,md5(id||'-'||k),id,false,finished_at-random()*interval '5 days',finished_at,'human',case when random()<0.1 then 'mergeCommit' end from rollouts, generate_series(1,5) k;
   insert into failures(derivation_id,rollout_id,failed_at,confidence,is_counted,evidence,is_marked_by_hand,recovered_at)
     select derivation_id,id,finished_at,0.9,true,'[]',false,finished_at+random()*interval '1 day' from rollouts where random()<0.1;
   insert into pull_requests(scope_id,external_id,source_updated_at,number,title,state,author_key,author_actor,created_at,merged_at,commits)
     select i,j::text,t,j,'t','merged','a','human',t-interval '2 days',t,jsonb_build_array(jsonb_build_object('sha','x','authoredAt',t-interval '3 days')) from generate_series(1,150) i, generate_series(1,200) j, lateral (select timestamptz '2026-04-01' - (j*3.65+random())*interval '1 day' t) x;
   insert into reviews(scope_id,external_id,source_updated_at,pull_request_external_id,reviewer_key,reviewer_actor,state,submitted_at)
     select scope_id,external_id,merged_at,external_id,'b','human','approved',merged_at-interval '1 hour' from pull_requests;
   insert into deployment_pull_requests(derivation_id,pull_request_id,rollout_id,finished_at,is_contributing)
     select p.scope_id,p.id,r.id,p.merged_at+interval '2 hours',true from pull_requests p join rollouts r on r.derivation_id=p.scope_id and r.rollout_key=p.scope_id||':deployment:d'||p.number;
  `);
  await knex.raw('analyze');
  const now = '2026-04-01T06:00:00.000Z';
  const window = { from: '2026-01-02T00:00:00.000Z', to: '2026-04-02T00:00:00.000Z' };

  const seen: string[] = [];
  const { EXPLAIN } = { EXPLAIN: 'explain (analyze, buffers off) ' };
  const spy: any = new Proxy(knex, { get: (t, p) => p === 'raw' ? async (sql: string, b: any) => {
    const { rows } = await t.raw(EXPLAIN + sql, b);
    const text = rows.map((r: any) => r['QUERY PLAN']).join('\n');
    seen.push(sql.slice(0, 60).replace(/\s+/g, ' ') + ' ' + (text.match(/(Planning|Execution) Time.*|JIT:/g) ?? []).join(' ') + (text.match(/Seq Scan on \w+/g) ?? []).join(','));
    if (/deployment_commits as change/.test(sql) && !log.length) log.push(text);
    return t.raw(sql, b);
  } : (t as any)[p] });
  await evaluate({ knex: spy, metrics: builtInMetrics, entityIds: [100], window, now, bucket: 'week', isCompared: false });
  await evaluate({ knex: spy, metrics: builtInMetrics, entityIds: Array.from({ length: 100 }, (_, i) => i + 1), window, now, bucket: 'week', isCompared: false });
  require('fs').writeFileSync('/tmp/ei-perf.txt', seen.join('\n') + '\n' + log.join('\n'));
});
