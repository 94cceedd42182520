import type { INodeProperties, INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';
import { table } from '../table';
import { fieldRows } from './fieldRows';
import type { Translate } from './language';

/** What each trigger of a platform starts with, and what can be set on it. */
export function triggersBlock(triggers: INodeTypeDescription[], t: Translate): string {
	return triggers.map((trigger) => sectionOf(trigger, t)).join('\n\n');
}

function sectionOf({ displayName, description, properties }: INodeTypeDescription, t: Translate): string {
	const events = properties.find(({ name }) => name === 'events');
	const options = properties.find(({ name }) => name === 'options');
	const fields = properties.filter((property) => property !== events && property !== options);
	return [
		`### ${displayName}`,
		`${t(description)}.`,
		...(events ? [eventsOf(events, t)] : []),
		table([
			[t('Field'), t('At first'), t('What it is for')],
			...fieldRows(fields, t),
			...fieldRows((options?.options ?? []) as INodeProperties[], t).map(([name = '', ...rest]) => [
				name.replace('_', '_Options > '),
				...rest,
			]),
		]),
	].join('\n\n');
}

function eventsOf({ displayName, options, default: chosen }: INodeProperties, t: Translate): string {
	const rows = (options as INodePropertyOptions[]).map(({ name, value, description = '' }) => [
		`_${name}_`,
		(chosen as unknown[]).includes(value) ? '✓' : '',
		`\`${value}\``,
		t(description),
	]);
	return table([[`_${displayName}_`, t('At first'), '`event.type`', t('What happened')], ...rows]);
}
