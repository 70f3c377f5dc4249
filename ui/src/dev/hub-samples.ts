import type { HubView } from "../generated/bindings";

// The hub as the desks' windows show it. Everything in here is invented.

const nowhere: HubView = {
  place: "none",
  name: "",
  addresses: [],
  link: "off",
  last: "",
  waiting: 0,
  others: [],
  found: [],
  problem: null,
};

export const hubElsewhere: HubView = {
  ...nowhere,
  place: "elsewhere",
  name: "見本市 集約サーバ",
  addresses: ["https://hub.mihon.example"],
  link: "sending",
  last: "11-21 14:32",
  waiting: 212,
};

/** Each state of the hub's part of a page. */
export const hubSamples: Record<string, HubView> = {
  alone: nowhere,
  found: { ...nowhere, found: [{ name: "受付1のPC", address: "https://192.168.10.21:7443" }] },
  here: {
    ...nowhere,
    place: "here",
    name: "受付1のPC",
    addresses: ["https://192.168.10.21:7443"],
    link: "up_to_date",
    last: "11-21 14:32",
    others: [
      { name: "受付2のPC", id: "a1b2c3", records: 812, heard: "11-21 14:32", letIn: true },
      { name: "事務室のPC", id: "d4e5f6", records: 0, heard: "", letIn: false },
    ],
  },
  elsewhere: hubElsewhere,
  unreachable: { ...hubElsewhere, link: "unreachable" },
  "other-hub": { ...hubElsewhere, link: "other_hub" },
};
