import type { Router } from 'express';
import {
  codeScanningAlertsOf,
  dependabotAlertsOf,
  secretScanningAlertsOf,
} from '../../simulation/securityAlerts';
import {
  renderCodeScanningAlert,
  renderDependabotAlert,
  renderSecretScanningAlert,
} from '../render/securityAlerts';
import {
  answer,
  readText,
  repositoryPaths,
  type RepositoryRequest,
  type RestContext,
} from './restContext';

interface Dated {
  readonly number: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** Newest first unless asked otherwise. */
function sorted<T extends Dated>(
  { req }: RepositoryRequest,
  alerts: readonly T[],
): T[] {
  const field = readText(req, 'sort') === 'updated' ? 'updatedAt' : 'createdAt';
  const sign = readText(req, 'direction') === 'asc' ? 1 : -1;
  return [...alerts].sort(
    (left, right) =>
      sign * (left[field] - right[field] || left.number - right.number),
  );
}

function listCodeScanningAlerts(request: RepositoryRequest) {
  const alerts = codeScanningAlertsOf(request.repository);
  return request
    .page(sorted(request, alerts))
    .map(alert => renderCodeScanningAlert(request, alert));
}

/** It goes on behind an alert, not at a number of a page. */
function listDependabotAlerts(request: RepositoryRequest) {
  const { req, res, site, repository } = request;
  const alerts = sorted(request, dependabotAlertsOf(repository));
  const after = Number(readText(req, 'after') ?? 0);
  const start = alerts.findIndex(({ number }) => number === after) + 1;
  const end = start + Math.min(100, Number(readText(req, 'per_page') ?? 30));
  if (end < alerts.length) {
    const query = new URLSearchParams(req.query as Record<string, string>);
    query.set('after', String(alerts[end - 1].number));
    const address = `${site.origin}/api/v3${req.path}?${query}`;
    res.set('link', `<${address}>; rel="next"`);
  }
  return alerts
    .slice(start, end)
    .map(alert => renderDependabotAlert(request, alert));
}

function listSecretScanningAlerts(request: RepositoryRequest) {
  const isSecretHidden = readText(request.req, 'hide_secret') === 'true';
  const alerts = secretScanningAlertsOf(request.repository);
  return request
    .page(sorted(request, alerts))
    .map(alert =>
      renderSecretScanningAlert(request, alert, { isSecretHidden }),
    );
}

export function addSecurityAlertRoutes(
  router: Router,
  context: RestContext,
): void {
  const get = (tail: string, render: (request: RepositoryRequest) => unknown) =>
    router.get(repositoryPaths(tail), answer(context, render));
  get('/code-scanning/alerts', listCodeScanningAlerts);
  get('/dependabot/alerts', listDependabotAlerts);
  get('/secret-scanning/alerts', listSecretScanningAlerts);
}
