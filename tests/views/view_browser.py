"""What a browser is asked about a page, whichever page it is."""

from __future__ import annotations

NARROW, WIDE = 375, 1440

CLIPPED = """() => {
  const wide = document.documentElement.clientWidth;
  const said = (node) => [...node.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim());
  const seen = (node) => node.checkVisibility() && !node.matches(".side, option, title, style, script");
  const cut = (node) => {
    const box = node.getBoundingClientRect();
    const inside = getComputedStyle(node).display === "inline" || node.scrollWidth <= node.clientWidth + 1;
    return !inside || box.right > wide + 0.5 || box.left < -0.5;
  };
  const found = [...document.body.querySelectorAll("*")].filter((node) => said(node) && seen(node));
  return found.filter(cut).map((node) => `${node.tagName} ${node.className} ${node.textContent.slice(0, 9)}`);
}"""
"""Elements with text of their own that are wider than their box, or that leave the page at a side."""

CONTRASTS = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3]));
  const ground = (node) => {
    if (!node) return [255, 255, 255];
    const own = rgba(getComputedStyle(node).backgroundColor);
    return own[3] === 1 ? own.slice(0, 3) : over(own, ground(node.parentElement));
  };
  const light = (colour) => {
    const linear = (c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    const part = colour.map((c) => linear(c / 255));
    return 0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2];
  };
  const told = (node) => [...node.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim());
  const ratio = (node) => {
    const below = ground(node);
    const text = over(rgba(getComputedStyle(node).color), below);
    const levels = [light(text), light(below)].sort((a, b) => b - a);
    return (levels[0] + 0.05) / (levels[1] + 0.05);
  };
  return [...document.body.querySelectorAll("*")]
    .filter((node) => told(node) && node.checkVisibility() && !node.matches("option, title, script"))
    .map((node) => [Math.round(ratio(node) * 100) / 100, `${node.tagName} ${node.className}`]);
}"""
"""Contrast of every text to what is behind it, by WCAG 2.2's relative luminance."""
