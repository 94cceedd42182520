import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkflowInput } from '../n8n/client';
import { readWorkflow } from '../start/demo';
import { repository } from '../start/settings';

/** The templates by the name of their picture, as a person has just imported them. */
export function templates(): Record<string, WorkflowInput> {
	const files = readdirSync(join(repository, 'workflows', 'templates')).sort();
	return Object.fromEntries(
		files.map((file) => [`templates/${file.replace('.json', '')}`, readWorkflow(join('templates', file))]),
	);
}
