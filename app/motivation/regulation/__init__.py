"""The regulation on incentive pay: a scheme version in words, with a worked example for every rule."""

from __future__ import annotations
