import createKnex from 'knex';
import { answerDora } from '../src/service/answerDora';
import { resolveQuestionWindow } from '../src/service/resolveQuestionWindow';
const real = createKnex({ client: 'pg', connection: process.argv[2], pool: { min: 0, max: 10 } });
const seen: any[] = [];
const spy: any = new Proxy(real, { apply: (t: any, th, a) => t.apply(th, a), get: (t: any, p) => p === 'raw' ? async (sql: string, b: any) => {
  if (!seen.length || (globalThis as any).explain) {
    const { rows } = await t.raw('explain (analyze, buffers off) ' + sql, b);
    const text = rows.map((r: any) => r['QUERY PLAN']).join('\n');
    seen.push([sql, text]);
  }
  return t.raw(sql, b);
} : t[p] });
(async () => {
  const now = new Date().toISOString();
  const window = resolveQuestionWindow({ window: {}, now });
  const ask = (knex: any, id: number) => answerDora({ context: { knex, settings: { pollIntervalSeconds: 300 }, now: () => now, connectors: [] } as any, entity: { id, ref: 'component:default/c' + id, kind: 'component', title: 'x', isIgnored: false }, window, isCompared: process.argv[3] !== 'no' });
  for (let i = 1; i < 30; i++) await ask(real, i);
  (globalThis as any).explain = true;
  seen.length = 0;
  await ask(spy, 31);
  let plan = 0, exec = 0;
  for (const [sql, text] of seen) {
    const p = Number(/Planning Time: ([\d.]+)/.exec(text)?.[1]); const e = Number(/Execution Time: ([\d.]+)/.exec(text)?.[1]);
    plan += p; exec += e;
    console.log(p, e, (text.match(/JIT/) ?? []).join(), (text.match(/Seq Scan on \w+/g) ?? []).join(','), sql.replace(/\s+/g, ' ').slice(-260, -100));
  }
  console.log('queries', seen.length, 'plan', plan, 'exec', exec);
  require('fs').writeFileSync('/tmp/ei/plans.txt', seen.map(s => s.join('\n')).join('\n=======\n'));
  const times: number[] = [];
  const cpu0 = process.cpuUsage();
  for (let i = 0; i < 60; i++) { const s = performance.now(); await ask(real, 31 + i); times.push(performance.now() - s); }
  const cpu = process.cpuUsage(cpu0);
  times.sort((a, b) => a - b);
  console.log('p50', times[30], 'min', times[0], 'p95', times[57], 'node cpu ms per answer', (cpu.user + cpu.system) / 1000 / 60);
  await real.destroy();
})();
