/** A successful deployment as GitHub's `deployment_status` event tells it; the fields that are read, and those that GitHub always sends with them. */
export function deploymentStatusEvent(options: {
  repository: string;
  id: number;
  sha: string;
  at: string;
}) {
  const { repository, id, sha, at } = options;
  const [owner, name] = repository.split('/');
  const url = `https://github.example.org/${repository}`;
  return {
    action: 'created',
    deployment_status: {
      id: id * 10,
      state: 'success',
      created_at: at,
      updated_at: at,
      environment: 'production',
      target_url: `${url}/actions/runs/${id}`,
    },
    deployment: {
      id,
      sha,
      ref: 'main',
      task: 'deploy',
      environment: 'production',
      created_at: at,
      updated_at: at,
    },
    repository: {
      name,
      full_name: repository,
      html_url: url,
      owner: { login: owner },
    },
    sender: { login: 'deploy-bot', type: 'Bot' },
  };
}
