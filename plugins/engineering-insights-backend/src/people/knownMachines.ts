import type { Actor } from '@sei-platform/plugin-engineering-insights-common';

/** AIs that write or review code, by the login of their app or bot. No source says of an account that it is an AI. */
const AGENTS = [
  'amazon-q-developer',
  'chatgpt-codex-connector',
  'claude',
  'coderabbitai',
  'copilot',
  'copilot-pull-request-reviewer',
  'copilot-swe-agent',
  'cursor',
  'devin-ai-integration',
  'ellipsis-dev',
  'gemini-code-assist',
  'google-labs-jules',
  'greptile-apps',
  'openhands-agent',
  'qodo-merge-pro',
  'sourcery-ai',
  'sweep-ai',
] as const;

/** A first name too, but on GitHub nobody's. */
const CLAUDE = 'claude';

/** A name by which an account is known to be no person. */
export interface MachineName {
  readonly name: string;
  readonly actor: Actor;
}

/** The names of one source that everybody knows. */
export function knownMachines(source: string): MachineName[] {
  return AGENTS.flatMap(name => [
    ...(name !== CLAUDE || source === 'github' ? [name] : []),
    `${name}[bot]`,
    `${name}-bot`,
    `${name}_bot`,
  ]).map(name => ({ name, actor: 'agent' as const }));
}
