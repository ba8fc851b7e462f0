// What a file of a board is, put together from Grafana's own types (@grafana/schema, Apache-2.0).
// Every option has a default, so none is required; names and values must be Grafana's.
import type { AnnotationQuery, Dashboard, Panel, VariableModel } from '@grafana/schema/dist/types/raw/dashboard/x/types.gen';
import type * as barchart from '@grafana/schema/dist/types/raw/composable/barchart/panelcfg/x/types.gen';
import type * as bargauge from '@grafana/schema/dist/types/raw/composable/bargauge/panelcfg/x/types.gen';
import type * as heatmap from '@grafana/schema/dist/types/raw/composable/heatmap/panelcfg/x/types.gen';
import type * as stat from '@grafana/schema/dist/types/raw/composable/stat/panelcfg/x/types.gen';
import type * as timeline from '@grafana/schema/dist/types/raw/composable/statetimeline/panelcfg/x/types.gen';
import type * as table from '@grafana/schema/dist/types/raw/composable/table/panelcfg/x/types.gen';
import type * as text from '@grafana/schema/dist/types/raw/composable/text/panelcfg/x/types.gen';
import type * as series from '@grafana/schema/dist/types/raw/composable/timeseries/panelcfg/x/types.gen';

type Some<T> = T extends (infer U)[] ? Some<U>[] : T extends object ? { [K in keyof T]?: Some<T[K]> } : T;
type Defaults = NonNullable<NonNullable<Panel['fieldConfig']>['defaults']>;
type Kind<Type extends string, Options, Custom> = Some<Omit<Panel, 'type' | 'options' | 'fieldConfig' | 'targets' | 'transformations'>> & {
  type: Type;
  targets?: Panel['targets'];
  transformations?: Panel['transformations'];
  options: Some<Options>;
  fieldConfig: { defaults: Some<Omit<Defaults, 'custom' | 'mappings'>> & { custom: Some<Custom>; mappings?: Defaults['mappings'] }; overrides: NonNullable<Panel['fieldConfig']>['overrides'] };
};

// Not in the types, but in every file that Grafana writes: the query of an annotation, the definition of a variable.
export type Board = Some<Omit<Dashboard, 'panels' | 'annotations' | 'templating'>> & {
  panels: unknown[];
  annotations: { list: Array<Some<Omit<AnnotationQuery, 'target'>> & { target: unknown }> };
  templating: { list: Array<Some<VariableModel> & { definition?: string }> };
};
export type BarchartPanel = Kind<'barchart', barchart.Options, barchart.FieldConfig>;
export type BargaugePanel = Kind<'bargauge', bargauge.Options, {}>;
export type HeatmapPanel = Kind<'heatmap', heatmap.Options, heatmap.FieldConfig>;
export type StatPanel = Kind<'stat', stat.Options, {}>;
export type StateTimelinePanel = Kind<'state-timeline', timeline.Options, timeline.FieldConfig>;
export type TablePanel = Kind<'table', table.Options, table.FieldConfig>;
export type TextPanel = Kind<'text', text.Options, {}>;
export type TimeseriesPanel = Kind<'timeseries', series.Options, series.FieldConfig>;
