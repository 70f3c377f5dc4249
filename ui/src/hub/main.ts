import "../shared/base.css";
import "../desk/theme.css";
import "./hub.css";

import { mount } from "svelte";

import App from "./App.svelte";
import { readLook } from "./frame/look";

readLook(location.search);
mount(App, { target: document.body });
