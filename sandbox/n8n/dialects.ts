import type { Workflow } from './client';
import type { N8nRest } from './rest';

/** How far n8n is with a workflow that shall run. */
export interface PublicationStatus {
	status: 'in_progress' | 'not_published' | 'published' | 'partial' | 'failed';
	triggers: Array<{ nodeId: string; status: string; errorMessage: string | null }>;
}

/** What the lines of n8n do not have in common on their REST interface. */
export interface Dialect {
	/** Whether a workflow that is created with an id gets that one. */
	keepsIds: boolean;
	/** What a new workflow has to say beside what it is. */
	ofNewWorkflow: object;
	/** What a run by hand is asked for with. */
	runBody(workflow: Workflow, triggerName: string): object;
	publicationStatus(rest: N8nRest, workflow: Workflow): Promise<PublicationStatus>;
}

/** Runs what is saved, and publishes in the background. */
const sinceN8n2: Dialect = {
	keepsIds: true,
	ofNewWorkflow: {},
	runBody: (_, triggerName) => ({ triggerToStartFrom: { name: triggerName } }),
	publicationStatus: async (rest, { id }) => await rest.call('get', `/workflows/${id}/publication-status`),
};

/** Runs what the editor sends, and has activated a workflow, or refused to, when it answers. */
const n8n1: Dialect = {
	keepsIds: false,
	ofNewWorkflow: { active: false },
	runBody: (workflow, triggerName) => ({
		workflowData: workflow,
		triggerToStartFrom: { name: triggerName },
	}),
	async publicationStatus(rest, { id, activeVersionId }) {
		if (activeVersionId === null) return { status: 'not_published', triggers: [] };
		const errorMessage = await rest.call<string | null>('get', `/active-workflows/error/${id}`);
		if (!errorMessage) return { status: 'published', triggers: [] };
		return { status: 'failed', triggers: [{ nodeId: '', status: 'failed', errorMessage }] };
	},
};

/** @param version of n8n, such as `2.41.1` */
export function dialectOf(version: string): Dialect {
	return version.startsWith('1.') ? n8n1 : sinceN8n2;
}
