// Puts on the theme and makes the component library's elements known before a page is first drawn, so that it is drawn as it stays.
import { beforeWebStart } from "./_content/Microsoft.FluentUI.AspNetCore.Components/Microsoft.FluentUI.AspNetCore.Components.lib.module.js";

// The framework asks for the same when it starts; the library does it once.
beforeWebStart({});
