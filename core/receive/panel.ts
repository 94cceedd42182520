import type { TriggerPanelDefinition } from 'n8n-workflow';

/**
 * What stands at the left of an open polling trigger, where a first-time user presses the test button and wonders what that does to
 * real orders.
 * @param platform as a person writes it
 * @param perStore whether two triggers of one store would take each other's orders
 */
export function pollPanel(platform: string, perStore = false): TriggerPanelDefinition {
	const test = `<b>Fetch Test Event</b> shows your newest order from ${platform}. It changes nothing there, and the same order still comes when the workflow is published.`;
	const published = `Once the workflow is published, it asks ${platform} at the poll times and starts by itself when something has happened.`;
	const one = perStore
		? ` Use one ${platform} Trigger per store and branch behind it: two of them would take each other's orders.`
		: '';
	return {
		header: `Look at your newest order from ${platform}`,
		executionsHelp: {
			inactive: `${test}<br /><br />${published}${one}`,
			active: `${test}<br /><br />The workflow is published: it asks ${platform} at the poll times, and what came is in the <a data-key="executions">executions list</a>.${one}`,
		},
		activationHint: 'Publish the workflow, and it starts by itself with each order',
	};
}
