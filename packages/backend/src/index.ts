import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();

backend.add(import('@backstage/plugin-app-backend'));

backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('./auth'));

backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));

backend.add(import('@backstage/plugin-permission-backend'));
backend.add(import('./permission'));

backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));
backend.add(import('@backstage/plugin-search-backend-module-pg'));

backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(import('@backstage/plugin-user-settings-backend'));
backend.add(import('@backstage/plugin-mcp-actions-backend'));

backend.add(import('@sei-platform/plugin-engineering-insights-backend'));
backend.add(
  import(
    '@sei-platform/plugin-engineering-insights-backend-module-azure-devops'
  ),
);
backend.add(
  import('@sei-platform/plugin-engineering-insights-backend-module-github'),
);
backend.add(
  import('@sei-platform/plugin-engineering-insights-backend-module-git'),
);
backend.add(
  import('@sei-platform/plugin-engineering-insights-backend-module-gitlab'),
);
backend.add(
  import('@sei-platform/plugin-engineering-insights-backend-module-jenkins'),
);
backend.add(
  import('@sei-platform/plugin-engineering-insights-backend-module-jira'),
);
backend.add(
  import('@sei-platform/plugin-engineering-insights-backend-module-pagerduty'),
);
backend.add(
  import('@sei-platform/plugin-engineering-insights-backend-module-slack'),
);
backend.add(
  import('@sei-platform/plugin-engineering-insights-backend-module-snyk'),
);
backend.add(
  import('@sei-platform/plugin-engineering-insights-backend-module-sonarqube'),
);
backend.add(
  import('@sei-platform/plugin-engineering-insights-backend-module-teams'),
);

backend.start();
