import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Translate } from './language';

/** One row per field that a person sees: its name, what it is set to at first, and what it is for. */
export function fieldRows(fields: INodeProperties[], t: Translate): string[][] {
	return fields
		.filter(({ type }) => type !== 'hidden' && type !== 'notice')
		.map((field) => [`_${field.displayName}_`, firstValue(field, t), purpose(field, t)]);
}

/** What the editor shows before anybody has chosen something. */
function firstValue({ default: value, options, type }: INodeProperties, t: Translate): string {
	if (typeof value === 'boolean') return t(value ? 'on' : 'off');
	if (type === 'options') {
		const chosen = (options as INodePropertyOptions[]).find((option) => option.value === value);
		return chosen ? `_${chosen.name}_` : '–';
	}
	if (typeof value === 'number' || (typeof value === 'string' && value !== '')) return `\`${value}\``;
	return '–';
}

/** The description, and behind it that of every choice that has one. */
function purpose({ description, options, type, required }: INodeProperties, t: Translate): string {
	const choices = type === 'options' ? (options as INodePropertyOptions[]) : [];
	const told = choices
		.filter((choice) => choice.description)
		.map((choice) => `_${choice.name}_: ${textOf(choice.description, t)}`);
	const own = [description ? textOf(description, t) : '', required ? t('Has to be filled in') : ''];
	return [...own, ...told]
		.filter(Boolean)
		.map((sentence) => sentence.replace(/([^.!?…])$/, '$1.'))
		.join(' ');
}

/** Addresses stand as they are in every language. */
function textOf(description: string | undefined, t: Translate): string {
	if (!description) return '';
	return /^https:\S+$/.test(description) ? `\`${description}\`` : t(description);
}
