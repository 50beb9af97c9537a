"""Calls MTurk through boto3, as it is told line by line.

In:   {"operation": "GetHIT", "parameters": {...}, "key": "...", "secret": "...", "pages": false}
Out:  {"answer": {...}}, with "pages": true {"answers": [{...}, ...]}, or {"failure": {"type", "message", "code", "status"}}
"""
import json
import sys
from datetime import datetime
from functools import lru_cache

import boto3
from botocore.client import ClientError
from botocore.config import Config
from botocore import xform_name

URL = sys.argv[1]


@lru_cache
def client(key, secret):
    # Without boto3's own checks: what the marketplace says to a wrong value is what is to be seen.
    config = Config(parameter_validation=False, retries={"mode": "standard", "max_attempts": 3})
    return boto3.client("mturk", endpoint_url=URL, region_name="us-east-1",
                        aws_access_key_id=key, aws_secret_access_key=secret, config=config)


def told(answer):
    answer.pop("ResponseMetadata", None)
    return answer


def perform(call):
    mturk = client(call["key"], call["secret"])
    operation = xform_name(call["operation"])
    try:
        if call["pages"]:
            pages = mturk.get_paginator(operation).paginate(**call["parameters"])
            return {"answers": [told(page) for page in pages]}
        return {"answer": told(getattr(mturk, operation)(**call["parameters"]))}
    except ClientError as error:
        response = error.response
        return {"failure": {
            "type": response["Error"]["Code"],
            "message": response["Error"]["Message"],
            "code": response.get("TurkErrorCode"),
            "status": response["ResponseMetadata"]["HTTPStatusCode"],
        }}


def seconds(value):
    if isinstance(value, datetime):
        return value.timestamp()
    raise TypeError(type(value))


for line in sys.stdin:
    print(json.dumps(perform(json.loads(line)), default=seconds), flush=True)
