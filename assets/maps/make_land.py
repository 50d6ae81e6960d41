#!/usr/bin/env python3
"""Makes the coastlines of the map of twin cities, land-50m.land and land-110m.land.

Source: Natural Earth 4.1.0, physical vectors, "land", at 1:50 million and 1:110 million. Natural Earth is in
the public domain. It is read from the npm package world-atlas 2.0.2 (land-50m.json, land-110m.json), which
carries it as TopoJSON. Only the outline of the land is read: neither the source nor the result has a border.

To make them again:

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python3 assets/maps/make_land.py package/land-50m.json assets/maps/land-50m.land --near 1 --far 6
    python3 assets/maps/make_land.py package/land-110m.json assets/maps/land-110m.land --near 3 --far 3

What is within NEAR_KM of Sale is what the closer view shows, and keeps its detail; elsewhere `--far` says how
many kilometres a coast may be moved. The format is written out in kiosk/ui/land.h.
"""
import argparse
import json
import math
import struct
import sys

SALE = (-6.80, 34.05)
NEAR_KM = 6500
EARTH_KM = 6371.0
UNITS = 200  # a degree
MAX_POINTS_PER_RING = 32000


def rings_of(topology):
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    for geometry in topology["objects"]["land"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for polygon in polygons:
            for ring in polygon:
                points = []
                for index in ring:
                    arc = arcs[index] if index >= 0 else arcs[~index][::-1]
                    points.extend(arc if not points else arc[1:])
                yield points[:-1]


def from_sale_km(point):
    lon, lat = map(math.radians, point)
    lon0, lat0 = map(math.radians, SALE)
    cosine = math.sin(lat0) * math.sin(lat) + math.cos(lat0) * math.cos(lat) * math.cos(lon - lon0)
    return EARTH_KM * math.acos(max(-1.0, min(1.0, cosine)))


def off_line_km(point, a, b):
    """How far a point is from the line a-b, on a flat map at the point's latitude."""
    scale = math.radians(1) * EARTH_KM
    across = math.cos(math.radians(point[1]))
    px, py = (point[0] - a[0]) * scale * across, (point[1] - a[1]) * scale
    bx, by = (b[0] - a[0]) * scale * across, (b[1] - a[1]) * scale
    length = bx * bx + by * by
    part = max(0.0, min(1.0, (px * bx + py * by) / length)) if length else 0.0
    return math.hypot(px - part * bx, py - part * by)


def simplified(ring, near_km, far_km):
    """Douglas and Peucker's, with a tolerance that depends on the place. Corners on the edge of the world stay."""
    tolerance = [near_km if from_sale_km(p) < NEAR_KM else far_km for p in ring]
    half = max(range(len(ring)), key=lambda i: math.dist(ring[0], ring[i]))
    keep = {0, half}
    keep.update(i for i, p in enumerate(ring) if abs(p[0]) > 179.99 or p[1] < -89.9)
    fixed = sorted(keep)
    work = list(zip(fixed, fixed[1:] + [len(ring)]))
    while work:
        first, last = work.pop()
        worst, at = 1.0, None
        for i in range(first + 1, last):
            off = off_line_km(ring[i], ring[first], ring[last % len(ring)]) / tolerance[i]
            if off > worst:
                worst, at = off, i
        if at is not None:
            keep.add(at)
            work += [(first, at), (at, last)]
    return [ring[i] for i in sorted(keep)]


def extent_km(ring):
    xs, ys = [p[0] for p in ring], [p[1] for p in ring]
    scale = math.radians(1) * EARTH_KM
    return max((max(xs) - min(xs)) * scale * math.cos(math.radians(ys[0])), (max(ys) - min(ys)) * scale)


def varint(value):
    value = value * 2 if value >= 0 else -value * 2 - 1
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def fnv1a(data):
    result = 0xCBF29CE484222325
    for byte in data:
        result = (result ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source")
    parser.add_argument("result")
    parser.add_argument("--near", type=float, required=True, metavar="KM")
    parser.add_argument("--far", type=float, required=True, metavar="KM")
    arguments = parser.parse_args()
    with open(arguments.source, encoding="utf-8") as file:
        topology = json.load(file)
    rings = []
    for ring in rings_of(topology):
        near = any(from_sale_km(p) < NEAR_KM for p in ring)
        if extent_km(ring) < 2 * (arguments.near if near else arguments.far):
            continue
        points = []
        for lon, lat in simplified(ring, arguments.near, arguments.far):
            point = (round(lon * UNITS), round(lat * UNITS))
            if not points or points[-1] != point:
                points.append(point)
        if len(points) >= 3:
            rings.append(points)
    if any(len(ring) > MAX_POINTS_PER_RING for ring in rings):
        sys.exit("a ring has too many points: allow more kilometres")
    body = bytearray(b"KLND" + struct.pack("<HHI", 1, UNITS, len(rings)))
    for ring in rings:
        body += struct.pack("<I", len(ring))
        x = y = 0
        for lon, lat in ring:
            body += varint(lon - x) + varint(lat - y)
            x, y = lon, lat
    body += struct.pack("<Q", fnv1a(body))
    with open(arguments.result, "wb") as file:
        file.write(body)
    print(f"{arguments.result}: {len(rings)} rings, {sum(map(len, rings))} points, {len(body)} bytes")


if __name__ == "__main__":
    main()
