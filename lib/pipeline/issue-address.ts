/** The page of an issue, for whoever follows a link from elsewhere. */
export function issueAddress(publicUrl: string, issue: { installationId: string; sentryIssueId: string }): string {
  const { installationId, sentryIssueId } = issue;
  const query = installationId === "default" ? "" : `?${new URLSearchParams({ installation: installationId })}`;
  return `${publicUrl}/issues/${encodeURIComponent(sentryIssueId)}${query}`;
}
