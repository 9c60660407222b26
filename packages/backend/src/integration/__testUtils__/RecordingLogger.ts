import type { RootLoggerService } from '@backstage/backend-plugin-api';

export interface LogLine {
  readonly level: 'error' | 'warn' | 'info' | 'debug';
  readonly text: string;
}

/** Keeps what the operator would read in the log. */
export class RecordingLogger implements RootLoggerService {
  readonly lines: LogLine[] = [];

  error(text: string) {
    this.lines.push({ level: 'error', text });
  }

  warn(text: string) {
    this.lines.push({ level: 'warn', text });
  }

  info(text: string) {
    this.lines.push({ level: 'info', text });
  }

  debug(text: string) {
    this.lines.push({ level: 'debug', text });
  }

  child() {
    return this;
  }
}
