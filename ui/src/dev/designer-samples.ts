import type { DesignEdit, DesignerFormsView, DesignerView } from "../generated/bindings";

// A form to work on, and what Rust would answer. Everything in here is invented.

const both = (ja: string, en: string) => ({ ja, en });

export const designerForms: DesignerFormsView = {
  folder: "/srv/forms",
  own: [
    {
      id: "juminhyo-request",
      title: both("住民票の写し等交付請求書", "Request for a resident record"),
      hasDraft: false,
    },
    { id: "ido-todoke", title: both("住民異動届", "Notice of moving"), hasDraft: true },
  ],
  others: [
    { id: "koseki-request", title: both("戸籍証明書等請求書", "Request for a family register"), hasDraft: false },
  ],
};

const settings = (all: Record<string, string>) => Object.entries(all).map(([key, value]) => ({ key, value }));

export const designerView: DesignerView = {
  id: "juminhyo-request",
  revision: 0,
  pages: 2,
  width: 210_000,
  height: 297_000,
  head: settings({ "title.ja": "住民票の写し等交付請求書", "title.en": "Request", version: "2026-11", basis: "架空" }),
  boxes: [
    {
      at: "field.0.box",
      entry: "field.0",
      page: 1,
      name: "氏名",
      mark: null,
      rect: { x: 46_000, y: 48_500, w: 100_000, h: 10_000 },
    },
    {
      at: "field.1.options.0.box",
      entry: "field.1.options.0",
      page: 1,
      name: "種類",
      mark: "all",
      rect: { x: 46_000, y: 85_000, w: 20_000, h: 6_000 },
    },
    {
      at: "text.0.box",
      entry: "text.0",
      page: 1,
      name: "請求書",
      mark: null,
      rect: { x: 45_000, y: 13_000, w: 120_000, h: 8_000 },
    },
    {
      at: "line.0.ends",
      entry: "line.0",
      page: 1,
      name: "",
      mark: null,
      rect: { x: 15_000, y: 60_000, w: 180_000, h: 0 },
    },
    {
      at: "rows.0.field.0.box",
      entry: "rows.0.field.0",
      page: 2,
      name: "家族の氏名",
      mark: null,
      rect: { x: 20_000, y: 100_000, w: 60_000, h: 8_000 },
    },
  ],
  entries: [
    {
      at: "field.0",
      list: "field",
      name: "氏名",
      page: 1,
      rows: null,
      line: 20,
      settings: settings({ name: "氏名", type: "text", value: "person.name", required: "true", size: "15" }),
    },
    {
      at: "field.1",
      list: "field",
      name: "種類",
      page: 1,
      rows: null,
      line: 30,
      settings: settings({ name: "種類", type: "circle", value: "request.kind", size: "9.5" }),
    },
    {
      at: "field.1.options.0",
      list: "mark",
      name: "all",
      page: 1,
      rows: null,
      line: 35,
      settings: settings({ value: "all", text: "全部" }),
    },
    {
      at: "text.0",
      list: "text",
      name: "請求書",
      page: 1,
      rows: null,
      line: 10,
      settings: settings({ text: "請求書", size: "17", align: "center", bold: "true" }),
    },
    { at: "line.0", list: "line", name: "", page: 1, rows: null, line: 8, settings: settings({ width: "0.5" }) },
    {
      at: "rows.0.field.0",
      list: "field",
      name: "家族の氏名",
      page: 2,
      rows: 0,
      line: 60,
      settings: settings({ name: "家族の氏名", type: "text", value: "member.name", size: "11" }),
    },
  ],
  rows: ["家族"],
  problems: [
    {
      line: 60,
      field: "家族の氏名",
      entry: "rows.0.field.0",
      advice: {
        code: "form-overlap",
        what: both("「続柄」と重なっています。", 'It overlaps "relation".'),
        next: both("どちらかの box をずらすか小さくしてください。", "Move one box or make it smaller."),
      },
    },
  ],
  names: [
    { name: "request.kind", label: both("証明書の種類", "Kind") },
    { name: "person.name", label: both("本人：氏名", "The person: Name") },
    { name: "person.phone", label: both("本人：電話番号", "The person: Phone number") },
  ],
  fillings: [
    { id: "empty", title: both("値なし", "Without values") },
    { id: "sample:ordinary", title: both("ふつうの請求", "An ordinary request") },
  ],
  made: null,
  canUndo: false,
  canRedo: false,
  unsaved: false,
};

/** The form after a change, roughly as Rust would have it. */
export function edited(view: DesignerView, edit: DesignEdit): DesignerView {
  const next = { ...view, revision: view.revision + 1, unsaved: true, canUndo: true, made: null };
  switch (edit.type) {
    case "place":
      return { ...next, boxes: view.boxes.map((each) => (each.at === edit.at ? { ...each, rect: edit.rect } : each)) };
    case "delete":
      return {
        ...next,
        boxes: view.boxes.filter(({ entry }) => entry !== edit.entry),
        entries: view.entries.filter(({ at }) => at !== edit.entry),
      };
    default:
      return next;
  }
}
