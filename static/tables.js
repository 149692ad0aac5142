// Brings the current table's tab into sight on narrow screens, where the tabs scroll.
document.querySelector(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
