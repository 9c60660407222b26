import type { Request, Response } from 'express';
import type { World } from '../simulation/world';
import type { AzureSite } from './project';

/** A request for something of the project. */
export interface AzureRequest {
  readonly req: Request;
  readonly res: Response;
  readonly site: AzureSite;
}

export interface AzureContext {
  readonly world: World;
  /** Answers below the project with what is rendered. */
  get(path: string, render: (request: AzureRequest) => unknown): void;
  post(path: string, render: (request: AzureRequest) => unknown): void;
}
